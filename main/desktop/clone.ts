// What crosses from the main process to a window is cloned. Shared memory cannot cross, and a view is cloned with all of
// the memory that it looks at: so such arrays are copied here, to just what they show.

type View = Exclude<ArrayBufferView, DataView> & { slice(): ArrayBufferView };

/** The same plain data, with every typed array in memory of its own where it was not. The input stays as it is. */
export function clonable(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    const alone = value.buffer instanceof ArrayBuffer && value.buffer.byteLength === value.byteLength;
    if (alone || value instanceof DataView) return value;
    return Buffer.isBuffer(value) ? new Uint8Array(value) : copy(value as View);
  }
  if (Array.isArray(value)) return value.map(clonable);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clonable(item)]));
}

/** `slice` of a typed array on shared memory makes one on memory of its own. */
const copy = (view: View) => view.slice();
