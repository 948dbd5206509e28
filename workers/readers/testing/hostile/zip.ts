// Zip archives of files: members that unpack to much, that stand in one place, that are many, archives in them, and names.

import { crc32 } from 'node:zlib';
import { deflatedRaw } from '../repeated.ts';
import { hdf5Of } from './hdf5.ts';
import { type Member, zipOf } from './npz.ts';
import { type Hostile, NAMES } from './types.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function member(name: string, bytes: Uint8Array, method: 0 | 8 = 8): Member {
  const packed = method === 8 ? deflatedRaw(bytes) : bytes;
  return { name, packed, method, size: bytes.length, crc: crc32(bytes) };
}

const CSV = 'pt,y,phi\n1,2,3\n';
const file = (name: string, bytes: Hostile['bytes']): Hostile => ({ format: 'zip', name, bytes });

export const ZIP: readonly Hostile[] = [
  file('rows.zip', (size) => zipOf([member('a.csv', bytesOf(`pt,y,phi\n${'1,2,3\n'.repeat(size / 16)}`))])),
  file('line.zip', (size) => zipOf([member('a.csv', bytesOf(`${CSV}${'1'.repeat(size / 4)}`))])),
  file('lines.zip', (size) => zipOf([member('a.dat', bytesOf('\n'.repeat(size / 4)))])),
  file('hdf5.zip', async (size) => {
    const table = await hdf5Of((open) => {
      const rows = Math.ceil(size / 4096);
      open.create_dataset({ name: 'particles', data: new Float32Array(rows * 30), shape: [rows, 10, 3] });
    });
    return zipOf([member('a.h5', table)]);
  }),
  file('lies.zip', (size) => zipOf([{ ...member('a.csv', bytesOf(CSV.repeat(size / 64))), size: 20 }])),
  file('in-one-place.zip', () => {
    const one = member('a.csv', bytesOf(CSV));
    return zipOf(Array.from({ length: 5000 }, (_, i) => ({ ...one, name: `a${i}.csv` })));
  }),
  file('many.zip', (size) =>
    zipOf(
      Array.from({ length: Math.min(9000, size / 64) }, (_, i) => member(`a${i}.log`, bytesOf(`no ${i}`), 0)),
    ),
  ),
  file('in-itself.zip', () => zipOf([member('a.zip', zipOf([member('b.csv', bytesOf(CSV))]))])),
  file('packed-in-it.zip', (size) =>
    zipOf([member('a.csv.gz', deflatedRaw(bytesOf(CSV.repeat(size / 64))))]),
  ),
  file('names.zip', () => {
    const names = [...NAMES, '/etc/passwd', '..\\x.csv', `${'x'.repeat(60_000)}.csv`, 'a:b:c.csv'];
    return zipOf(names.map((name) => member(name, bytesOf(CSV))));
  }),
];
