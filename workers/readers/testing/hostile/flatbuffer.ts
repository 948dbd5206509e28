// FlatBuffers written for tests: tables whose fields come in order, and what they lead to behind them. Not the smallest; texts stand
// at the end, the same one once.
// Source: https://flatbuffers.dev/internals/.

type Behind =
  | { readonly table: Flat }
  | { readonly tables: readonly Flat[] }
  /** Structs of 64-bit numbers. */
  | { readonly structs: readonly (readonly bigint[])[] };

export type FlatField =
  | { readonly number: number | bigint; readonly bytes: 1 | 2 | 4 | 8 }
  | { readonly text: string }
  | Behind
  | null;

/** By slot. */
export type Flat = readonly FlatField[];

export function flatbuffer(root: Flat): Uint8Array {
  let view = new DataView(new ArrayBuffer(1 << 16));
  let end = 4;
  const room = (bytes: number): number => {
    while (end + bytes > view.byteLength) {
      const wider = new Uint8Array(2 * view.byteLength);
      wider.set(new Uint8Array(view.buffer));
      view = new DataView(wider.buffer);
    }
    const at = end;
    end += bytes;
    return at;
  };
  const texts = new Map<string, number[]>();
  const table = (flat: Flat): number => {
    const vtable = room(4 + 2 * flat.length);
    // Eight bytes a field, whatever it needs.
    const at = room(4 + 8 * flat.length);
    view.setUint16(vtable, 4 + 2 * flat.length, true);
    view.setUint16(vtable + 2, 4 + 8 * flat.length, true);
    view.setInt32(at, at - vtable, true);
    flat.forEach((field, slot) => {
      if (field === null) return;
      const place = 4 + 8 * slot;
      view.setUint16(vtable + 4 + 2 * slot, place, true);
      if ('number' in field) {
        const little = new DataView(new ArrayBuffer(8));
        little.setBigInt64(0, BigInt(field.number), true);
        for (let i = 0; i < field.bytes; i++) view.setUint8(at + place + i, little.getUint8(i));
      } else if ('text' in field) {
        const places = texts.get(field.text) ?? [];
        places.push(at + place);
        texts.set(field.text, places);
      } else {
        const to = behind(field);
        view.setUint32(at + place, to - (at + place), true);
      }
    });
    return at;
  };
  const vector = (count: number, bytes: number): number => {
    const at = room(4 + bytes);
    view.setUint32(at, count, true);
    return at;
  };
  const behind = (field: Behind): number => {
    if ('table' in field) return table(field.table);
    if ('tables' in field) {
      const at = vector(field.tables.length, 4 * field.tables.length);
      field.tables.forEach((one, i) => {
        const to = table(one);
        view.setUint32(at + 4 + 4 * i, to - (at + 4 + 4 * i), true);
      });
      return at;
    }
    const words = field.structs.flat();
    const at = vector(field.structs.length, 8 * words.length);
    words.forEach((word, i) => {
      view.setBigInt64(at + 4 + 8 * i, word, true);
    });
    return at;
  };
  const top = table(root);
  view.setUint32(0, top, true);
  for (const [said, places] of texts) {
    const text = new TextEncoder().encode(said);
    const at = vector(text.length, text.length);
    new Uint8Array(view.buffer).set(text, at + 4);
    for (const place of places) view.setUint32(place, at - place, true);
  }
  return new Uint8Array(view.buffer, 0, end).slice();
}
