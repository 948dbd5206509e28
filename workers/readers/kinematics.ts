// From what files hold to (pT, y, φ, m). Natural units: one energy unit throughout.
// Rapidity is taken through the transverse mass, as FastJet does (arXiv:1111.6097): no cancellation for a
// massless particle near the beam, where E − |pz| has no digits left.

/** m² = (E + pz)(E − pz) − pT², or 0 where rounding (or the file) makes it negative. */
export function massSquared(pt: number, pz: number, E: number): number {
  return Math.max(0, (E + pz) * (E - pz) - pt * pt);
}

/**
 * y = ½ ln((E + pz)/(E − pz)) = sign(pz) · ln((E + |pz|)/√(pT² + m²)).
 * With m² < 0 the particle is taken as massless, E = |p|, and y is its pseudorapidity. NaN for pT = 0.
 */
export function rapidity(pt: number, pz: number, E: number): number {
  if (!(pt > 0)) return Number.NaN;
  const m2 = massSquared(pt, pz, E);
  const along = Math.abs(pz);
  const energy = m2 > 0 ? E : Math.hypot(pt, pz);
  const mt = Math.hypot(pt, Math.sqrt(m2));
  const ratio = (energy + along) / mt;
  const y = Number.isFinite(ratio) ? Math.log(ratio) : Math.log(energy + along) - Math.log(mt);
  return pz < 0 ? -y : y;
}

/** sinh y = (pT/mT) sinh η with mT² = pT² + m²; η itself for a massless particle. NaN for pT = 0. */
export function rapidityOfEta(pt: number, eta: number, mass: number): number {
  if (!(pt > 0)) return Number.NaN;
  if (mass === 0) return eta;
  const ratio = pt / Math.hypot(pt, mass);
  // Beyond |η| = 20 sinh η is e^|η|/2 to the last bit, and the logarithm avoids its overflow.
  if (Math.abs(eta) > 20) {
    const y = Math.abs(eta) + Math.log(ratio);
    if (y > 20) return Math.sign(eta) * y;
  }
  return Math.asinh(ratio * Math.sinh(eta));
}

/** sinh η = (mT/pT) sinh y, the inverse of `rapidityOfEta`; y itself for a massless particle. NaN for pT = 0. */
export function etaOfRapidity(pt: number, y: number, mass: number): number {
  if (!(pt > 0)) return Number.NaN;
  if (mass === 0) return y;
  const ratio = Math.hypot(pt, mass) / pt;
  if (Math.abs(y) > 20) return Math.sign(y) * (Math.abs(y) + Math.log(ratio));
  return Math.asinh(ratio * Math.sinh(y));
}
