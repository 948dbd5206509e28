// Names of particles by PDG number, for those that reach a detector; others by their number.
// Numbering: Review of Particle Physics, "Monte Carlo particle numbering scheme".

const NAMES: Readonly<Record<number, string>> = {
  11: 'e⁻',
  [-11]: 'e⁺',
  12: 'νₑ',
  [-12]: 'ν̄ₑ',
  13: 'μ⁻',
  [-13]: 'μ⁺',
  14: 'ν_μ',
  [-14]: 'ν̄_μ',
  16: 'ν_τ',
  [-16]: 'ν̄_τ',
  22: 'γ',
  111: 'π⁰',
  130: 'K⁰ long',
  211: 'π⁺',
  [-211]: 'π⁻',
  310: 'K⁰ short',
  321: 'K⁺',
  [-321]: 'K⁻',
  2112: 'n',
  [-2112]: 'n̄',
  2212: 'p',
  [-2212]: 'p̄',
  3112: 'Σ⁻',
  [-3112]: 'Σ̄⁺',
  3122: 'Λ',
  [-3122]: 'Λ̄',
  3222: 'Σ⁺',
  [-3222]: 'Σ̄⁻',
  3312: 'Ξ⁻',
  [-3312]: 'Ξ̄⁺',
  3322: 'Ξ⁰',
  [-3322]: 'Ξ̄⁰',
  3334: 'Ω⁻',
  [-3334]: 'Ω̄⁺',
};

export function speciesName(pid: number): string {
  return NAMES[pid] ?? (pid === 0 ? 'unknown' : `PDG ${pid}`.replace('-', '−'));
}
