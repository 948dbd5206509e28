// HDF5 files of 2 GB in known layouts, by Python's h5py where it is there.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Writes {file, layout, bytes}; prints a reason where it cannot. */
const WRITER = `
import json, sys
request = json.loads(sys.argv[1])
try:
    import h5py, numpy as np, zlib
except Exception as error:
    print(error); sys.exit()
size, layout, r = request["bytes"], request["layout"], np.random.default_rng(1)
def jets(events):
    x = r.uniform(-1, 1, (events, 30, 4)).astype("f4")
    x[..., 2] = np.abs(x[..., 2])
    x[..., 3] = np.arange(30) < r.integers(15, 30, events)[:, None]
    return x * x[..., 3:]
def fill(data, block):
    for i in range(0, len(data), len(block)): data[i:i + len(block)] = block[:len(data) - i]
with h5py.File(request["file"], "w") as file:
    if layout == "plain":
        block = jets(20000)
        fill(file.create_dataset("particle_features", (size // block[0].nbytes, 30, 4), "f4"), block)
    if layout == "gzip":
        chunk = jets(1000)
        packed = zlib.compress(chunk.tobytes(), 4)
        n = size // len(packed)
        data = file.create_dataset("particle_features", (1000 * n, 30, 4), "f4", chunks=(1000, 30, 4), compression="gzip")
        for i in range(n): data.id.write_direct_chunk((1000 * i, 0, 0), packed)
    if layout == "fixed":
        block = np.zeros((1000, 2101))
        block[:, :600] = r.uniform(0.1, 3, (1000, 600))
        fill(file.create_dataset("df/block0_values", (size // block[0].nbytes, 2101), "f8"), block)
    if layout == "table":
        block = np.zeros(2000, [("index", "i8"), ("values_block_0", "f4", (804,)), ("values_block_1", "i8", (2,))])
        block["values_block_0"][:, :240] = r.uniform(1, 2, (2000, 240)) * ([9, 1, 1, 1] * 60)
        fill(file.create_dataset("table/table", (size // block.itemsize,), block.dtype, chunks=(200,)), block)
    if layout == "rows":
        block = np.zeros(1_000_000, [("event", "i8"), ("pt", "f8"), ("eta", "f8"), ("phi", "f8")])
        for name in ("pt", "eta", "phi"): block[name] = r.uniform(0, 2, len(block))
        data = file.create_dataset("particles", (size // block.itemsize,), block.dtype, chunks=(10000,))
        for i in range(0, len(data), len(block)):
            block["event"] = (i + np.arange(len(block))) // 37
            data[i:i + len(block)] = block[:len(data) - i]
`;

/** Returns why it is not there, or null. */
export function writeHdf5(file: string, layout: string, bytes: number): string | null {
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const { stdout, stderr, error, status } = spawnSync(
    python,
    ['-c', WRITER, JSON.stringify({ file, layout, bytes })],
    { encoding: 'utf8' },
  );
  if (error) return error.message;
  return status === 0 ? stdout.trim() || null : (stderr.trim().split('\n').at(-1) ?? 'no answer');
}
