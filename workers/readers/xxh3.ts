// XXH3 of 64 bits with the seed 0: the checksum behind the envelopes of an RNTuple.
// Source: xxHash specification, doc/xxhash_spec.md (Cyan4973/xxHash). In big integers, some 20 MB/s: for descriptions, not
// for pages.

const P32 = [0x9e3779b1n, 0x85ebca77n, 0xc2b2ae3dn] as const;
const P64 = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;
const [MX1, MX2] = [0x165667919e3779f9n, 0x9fb21c651e98df25n] as const;
const SECRET = Uint8Array.from(
  (
    'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221' +
    'b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8' +
    'fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb17' +
    '0ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e'
  ).match(/../g) ?? [],
  (two) => Number.parseInt(two, 16),
);
const secret = new DataView(SECRET.buffer);
const key = (at: number) => secret.getBigUint64(at, true);

const STRIPE = 64;
const BLOCK = 1024;
const LANES = 8;
const LAST = SECRET.length - STRIPE;

const cut = (value: bigint) => BigInt.asUintN(64, value);
const low = (value: bigint) => BigInt.asUintN(32, value);

export function xxh3(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { length } = bytes;
  if (length > 240) return long(view);
  if (length > 128) return upTo240(view);
  if (length > 16) return upTo128(view);
  if (length > 8) return upTo16(view);
  if (length >= 4) return upTo8(view);
  if (length === 0) return rounded(key(56) ^ key(64));
  const first = bytes[0] * 65_536 + bytes[length >> 1] * 16_777_216 + length * 256 + bytes[length - 1];
  return rounded(BigInt(first) ^ BigInt((secret.getUint32(0, true) ^ secret.getUint32(4, true)) >>> 0));
}

function upTo8(view: DataView): bigint {
  const { byteLength: length } = view;
  const word = BigInt(view.getUint32(length - 4, true)) + (BigInt(view.getUint32(0, true)) << 32n);
  let h = word ^ key(8) ^ key(16);
  h ^= turned(h, 49n) ^ turned(h, 24n);
  h = cut(h * MX2);
  h ^= (h >> 35n) + BigInt(length);
  h = cut(h * MX2);
  return h ^ (h >> 28n);
}

function upTo16(view: DataView): bigint {
  const { byteLength: length } = view;
  const one = view.getBigUint64(0, true) ^ key(24) ^ key(32);
  const other = view.getBigUint64(length - 8, true) ^ key(40) ^ key(48);
  return mixed(BigInt(length) + swapped(one) + other + folded(one, other));
}

function upTo128(view: DataView): bigint {
  const { byteLength: length } = view;
  let sum = BigInt(length) * P64[0];
  for (let i = Math.ceil(length / 32) - 1; i >= 0; i--) {
    sum += mix16(view, 16 * i, 32 * i) + mix16(view, length - 16 * (i + 1), 32 * i + 16);
  }
  return mixed(sum);
}

function upTo240(view: DataView): bigint {
  const { byteLength: length } = view;
  let sum = BigInt(length) * P64[0];
  for (let i = 0; i < 8; i++) sum += mix16(view, 16 * i, 16 * i);
  sum = mixed(sum);
  for (let i = 8; i < Math.floor(length / 16); i++) sum += mix16(view, 16 * i, 16 * (i - 8) + 3);
  return mixed(sum + mix16(view, length - 16, 119));
}

function long(view: DataView): bigint {
  const { byteLength: length } = view;
  const lanes: bigint[] = [P32[2], P64[0], P64[1], P64[2], P64[3], P32[1], P64[4], P32[0]];
  const take = (at: number, from: number) => {
    for (let i = 0; i < LANES; i++) {
      const word = view.getBigUint64(at + 8 * i, true);
      const own = word ^ key(from + 8 * i);
      lanes[i ^ 1] = cut(lanes[i ^ 1] + word);
      lanes[i] = cut(lanes[i] + low(own) * (own >> 32n));
    }
  };
  const blocks = Math.floor((length - 1) / BLOCK);
  for (let block = 0; block < blocks; block++) {
    for (let s = 0; s < BLOCK / STRIPE; s++) take(block * BLOCK + s * STRIPE, 8 * s);
    lanes.forEach((lane, i) => {
      lanes[i] = cut((lane ^ (lane >> 47n) ^ key(LAST + 8 * i)) * P32[0]);
    });
  }
  const rest = Math.floor((length - 1 - blocks * BLOCK) / STRIPE);
  for (let s = 0; s < rest; s++) take(blocks * BLOCK + s * STRIPE, 8 * s);
  take(length - STRIPE, LAST - 7);
  let sum = BigInt(length) * P64[0];
  for (let i = 0; i < 4; i++) {
    sum += folded(lanes[2 * i] ^ key(11 + 16 * i), lanes[2 * i + 1] ^ key(19 + 16 * i));
  }
  return mixed(sum);
}

function mix16(view: DataView, at: number, from: number): bigint {
  return folded(view.getBigUint64(at, true) ^ key(from), view.getBigUint64(at + 8, true) ^ key(from + 8));
}

function folded(a: bigint, b: bigint): bigint {
  const product = a * b;
  return cut(product) ^ (product >> 64n);
}

function mixed(sum: bigint): bigint {
  let h = cut(sum);
  h = cut((h ^ (h >> 37n)) * MX1);
  return h ^ (h >> 32n);
}

function rounded(word: bigint): bigint {
  let h = cut((word ^ (word >> 33n)) * P64[1]);
  h = cut((h ^ (h >> 29n)) * P64[2]);
  return h ^ (h >> 32n);
}

function turned(word: bigint, by: bigint): bigint {
  return cut(word << by) | (word >> (64n - by));
}

function swapped(word: bigint): bigint {
  let out = 0n;
  for (let rest = word, i = 0; i < 8; i++, rest >>= 8n) out = (out << 8n) | (rest & 255n);
  return out;
}
