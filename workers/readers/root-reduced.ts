// Float16_t and Double32_t: numbers of which fewer bits are written, as a range in the title of a leaf or member says:
// `[min,max]`, `[min,max,bits]`, or `[0,0,bits]` for a mantissa of so many bits.
// Source: root.cern, TBufferFile (ReadFloat16, ReadDouble32) and TStreamerElement::GetRange.

export interface Reduced {
  readonly bytes: number;
  /** Reads the number at a place. */
  readonly read: (view: DataView, at: number) => number;
}

/** Of a Float16_t without a range. */
const SHORT_MANTISSA = 12;
const ANGLES: Readonly<Record<string, number>> = {
  pi: Math.PI,
  '2pi': 2 * Math.PI,
  '2*pi': 2 * Math.PI,
  twopi: 2 * Math.PI,
  'pi/2': Math.PI / 2,
  'pi/4': Math.PI / 4,
};

/** Null where it is a plain float, as a Double32_t without a range is. */
export function reduced(type: 'Float16_t' | 'Double32_t', title: string): Reduced | null {
  const { min, max, bits } = rangeOf(title);
  const round = type === 'Float16_t' ? Math.fround : (value: number) => value;
  if (min < max) {
    const factor = (bits < 32 ? 2 ** bits : 0xffffffff) / (max - min);
    return { bytes: 4, read: (view, at) => round(view.getUint32(at) / factor + min) };
  }
  const mantissa =
    bits < 15 ? bits : type === 'Float16_t' ? Math.trunc(min) || SHORT_MANTISSA : Math.trunc(min);
  return mantissa > 0 && mantissa < 23 ? { bytes: 3, read: shortened(mantissa) } : null;
}

/** An exponent of eight bits, the sign and the first bits of the mantissa. */
function shortened(bits: number): Reduced['read'] {
  const scratch = new DataView(new ArrayBuffer(4));
  const sign = 2 ** (bits + 1);
  return (view, at) => {
    const mantissa = view.getUint16(at + 1);
    scratch.setUint32(0, (view.getUint8(at) << 23) | ((mantissa & (sign - 1)) << (23 - bits)));
    const value = scratch.getFloat32(0);
    return mantissa & sign ? -value : value;
  };
}

function rangeOf(title: string): { min: number; max: number; bits: number } {
  const none = { min: 0, max: 0, bits: 32 };
  // The length of an array may stand in brackets before.
  for (const [, inside] of title.matchAll(/\[([^\]]*)\]/g)) {
    const [first, second, third] = inside.split(',').map((part) => part.trim());
    if (second === undefined) continue;
    const bits = Number.parseInt(third ?? '', 10);
    return { min: ended(first), max: ended(second), bits: bits >= 2 && bits <= 32 ? bits : 32 };
  }
  return none;
}

function ended(text: string): number {
  const angle = text.replace(/^-/, '').toLowerCase();
  const value = Object.hasOwn(ANGLES, angle) ? ANGLES[angle] : Number.parseFloat(angle);
  return Number.isFinite(value) ? (text.startsWith('-') ? -value : value) : 0;
}
