// Mean distance of a place from a ring and from a disk uniform in area, by complete elliptic integrals.

/** Below this ratio of radius to distance the outer formula cancels; its series is used. */
const FAR = 0.02;

/** Complete elliptic integrals K and E for the complementary modulus k′ in (0, 1], by the arithmetic–geometric mean. */
function complete(complement: number): [number, number] {
  let a = 1;
  let b = complement;
  let sum = (1 - complement * complement) / 2;
  for (let power = 1; Math.abs(a - b) > 1e-16 * a; power *= 2) {
    const c = (a - b) / 2;
    const mean = (a + b) / 2;
    b = Math.sqrt(a * b);
    a = mean;
    sum += power * c * c;
    if (power > 1e6) break;
  }
  const first = Math.PI / (2 * a);
  return [first, first * (1 - sum)];
}

/** Mean distance from a place `distance` away from the centre of a ring. */
export function meanDistanceToRing(radius: number, distance: number): number {
  const outer = radius + distance;
  if (outer === 0) return 0;
  const complement = Math.abs(radius - distance) / outer;
  const second = complement === 0 ? 1 : complete(complement)[1];
  return (2 / Math.PI) * outer * second;
}

/** Mean distance from a place `distance` away from the centre of a disk. */
export function meanDistanceToDisk(radius: number, distance: number): number {
  if (radius === 0) return distance;
  if (distance === radius) return (32 * radius) / (9 * Math.PI);
  if (distance < radius) {
    const q = distance / radius;
    const [first, second] = complete(Math.sqrt(1 - q * q));
    return ((4 * radius) / (9 * Math.PI)) * ((7 + q * q) * second - 4 * (1 - q * q) * first);
  }
  const q2 = (radius / distance) ** 2;
  if (q2 < FAR * FAR) return distance * (1 + q2 / 8 + (q2 * q2) / 192);
  const [first, second] = complete(Math.sqrt(1 - q2));
  return ((4 * distance) / (9 * Math.PI * q2)) * ((1 + 7 * q2) * second - (1 - q2) * (1 + 3 * q2) * first);
}
