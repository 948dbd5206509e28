// A table of distances, one row a pair, written piece by piece: it may be larger than memory. The columns are the two
// events (and their files, where there are several), the distance, and constants that say how it was made. Parquet gets one row group a piece.

import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { numberText } from './number.ts';
import { type CellValue, csvCell, jsonValue, type TableFormat } from './table.ts';

/** Pairs of a piece that suit every format: some MB. Parquet's readers like groups of this size. */
export const PIECE_PAIRS = 65_536;

/** Columns of equal length. A distance that is not defined is NaN: an empty cell, null. */
export interface PairPiece {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly emd: Float64Array;
}

/** [places] each. */
export interface Places {
  /** Names, and of each place an index into them; left out where there is one file a side. */
  readonly files?: readonly string[];
  readonly file?: Uint32Array;
  /** The event's number in its file. */
  readonly event: Uint32Array;
  /** Where places are jets: their numbers in the events. */
  readonly jet?: Uint32Array;
}

export interface PairTable {
  /** Where `a` and `b` are not the file's numbers but places: what stands at each. */
  readonly places?: Places;
  /** Of the distance. */
  readonly unit?: string;
  /** Columns with one value. */
  readonly constants: readonly {
    readonly name: string;
    readonly unit?: string;
    readonly value: CellValue;
  }[];
}

export interface PairWriter {
  write(piece: PairPiece): void;
  /** Writes what stands at the end. */
  end(): void;
}

/** `put` gets the file's bytes in their order; it must have done with them when it returns. */
export function pairWriter(
  table: PairTable,
  format: TableFormat,
  put: (bytes: Uint8Array) => void,
): PairWriter {
  switch (format) {
    case 'csv':
      return csvWriter(table, put);
    case 'json':
      return jsonWriter(table, put);
    case 'parquet':
      return parquetWriter(table, put);
    default:
      return format satisfies never;
  }
}

/** The columns of one side, and what stands in them at a place. */
function sideOf(
  places: Places | undefined,
): readonly { readonly name: string; readonly of: (place: number) => string | number }[] {
  if (!places) return [{ name: 'event', of: (event) => event }];
  const { files, file, event, jet } = places;
  return [
    ...(files && file ? [{ name: 'file', of: (place: number) => files[file[place]] }] : []),
    { name: 'event', of: (place) => event[place] },
    ...(jet ? [{ name: 'jet', of: (place: number) => jet[place] }] : []),
  ];
}

function names({ places, unit, constants }: PairTable): { readonly name: string; readonly unit?: string }[] {
  const side = sideOf(places);
  const sides = ['a', 'b'].flatMap((which) => side.map(({ name }) => ({ name: `${name}_${which}` })));
  return [...sides, { name: 'emd', unit }, ...constants];
}

function csvWriter(table: PairTable, put: (bytes: Uint8Array) => void): PairWriter {
  const text = new TextEncoder();
  const header = names(table).map(({ name, unit }) => csvCell(unit ? `${name} [${unit}]` : name));
  put(text.encode(`${header.join(',')}\r\n`));
  const tail = table.constants.map(({ value }) => `,${csvCell(value)}`).join('');
  const columns = sideOf(table.places);
  const side = (place: number) => columns.map(({ of }) => csvCell(of(place))).join(',');
  return {
    write({ a, b, emd }) {
      const lines: string[] = [];
      for (let k = 0; k < emd.length; k++) {
        lines.push(
          `${side(a[k])},${side(b[k])},${Number.isNaN(emd[k]) ? '' : numberText(emd[k])}${tail}\r\n`,
        );
      }
      put(text.encode(lines.join('')));
    },
    end: () => undefined,
  };
}

function jsonWriter(table: PairTable, put: (bytes: Uint8Array) => void): PairWriter {
  const text = new TextEncoder();
  const tail = table.constants
    .map(({ name, value }) => `,${JSON.stringify(name)}:${jsonValue(value)}`)
    .join('');
  const columns = sideOf(table.places);
  const side = (place: number, which: string) =>
    columns.map(({ name, of }) => `"${name}_${which}":${JSON.stringify(of(place))}`).join(',');
  let before = '[\n';
  return {
    write({ a, b, emd }) {
      const lines: string[] = [];
      for (let k = 0; k < emd.length; k++) {
        lines.push(`${before}{${side(a[k], 'a')},${side(b[k], 'b')},"emd":${jsonValue(emd[k])}${tail}}`);
        before = ',\n';
      }
      put(text.encode(lines.join('')));
    },
    end: () => put(text.encode(before === '[\n' ? '[]\n' : '\n]\n')),
  };
}

function parquetWriter(table: PairTable, put: (bytes: Uint8Array) => void): PairWriter {
  const side = (at: Uint32Array, which: string) =>
    sideOf(table.places).map(({ name, of }) => ({
      name: `${name}_${which}`,
      data: Array.from(at, of),
      type: name === 'file' ? ('STRING' as const) : ('DOUBLE' as const),
    }));
  const columns = ({ a, b, emd }: PairPiece) => [
    ...side(a, 'a'),
    ...side(b, 'b'),
    {
      name: 'emd',
      data: Array.from(emd, (one) => (Number.isNaN(one) ? null : one)),
      type: 'DOUBLE' as const,
    },
    ...table.constants.map(({ name, value }) => ({
      name,
      data: new Array(emd.length).fill(value),
      type:
        typeof value === 'number'
          ? ('DOUBLE' as const)
          : typeof value === 'boolean'
            ? ('BOOLEAN' as const)
            : ('STRING' as const),
    })),
  ];
  const sink = new ByteWriter(2 ** 20);
  const flush = () => {
    put(sink.getBytes());
    sink.index = 0;
  };
  const none = { a: new Uint32Array(0), b: new Uint32Array(0), emd: new Float64Array(0) };
  const schema = schemaFromColumnData({
    columnData: columns(none).map((one) => ({ ...one, nullable: true })),
  });
  const kvMetadata = names(table).flatMap(({ name, unit }) =>
    unit ? [{ key: `unit:${name}`, value: unit }] : [],
  );
  const writer = new ParquetWriter({ writer: sink, schema, kvMetadata });
  return {
    write(piece) {
      if (piece.emd.length === 0) return;
      const columnData = columns(piece).map(({ name, data }) => ({ name, data }));
      writer.write({ columnData, rowGroupSize: piece.emd.length });
      flush();
    },
    end() {
      writer.finish();
      flush();
    },
  };
}
