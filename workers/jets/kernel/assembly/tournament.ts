// Which of the places has the least f × g, kept while these change: a tree of matches, whose leaves are the places. A place that has a
// new score plays its way up to the final, against siblings whose scores are known: no match waits for memory, and none is guessed.

import { int, real, score, setInt, setReal, winner } from './memory';

/** A hole's score is infinite, what is there has less. */
const MOST: f64 = f64.MAX_VALUE;

let leaves: i32 = 1;

/** f × g; 0 of what is no number, which is thereby got rid of first. */
function scoreOf(f: f64, g: f64): f64 {
  const product = f * g;
  return product <= MOST ? product : product > MOST ? MOST : 0;
}

/** Opens it for so many places, at least one, none of which has entered. */
export function invite(count: i32): void {
  leaves = 1;
  while (leaves < count) leaves <<= 1;
  for (let k = leaves; k < leaves << 1; k++) {
    setReal(score, k, Infinity);
    setInt(winner, k, k - leaves);
  }
}

/** Scores f × g before the matches. */
export function enter(place: i32, f: f64, g: f64): void {
  setReal(score, leaves + place, scoreOf(f, g));
}

/** Plays all matches. */
export function plant(): void {
  for (let k = leaves - 1; k >= 1; k--) {
    const odd = <i32>(real(score, (k << 1) + 1) < real(score, k << 1));
    setReal(score, k, real(score, (k << 1) + odd));
    setInt(winner, k, int(winner, (k << 1) + odd));
  }
}

/** The place with the least. */
export function champion(): i32 {
  return int(winner, 1);
}

/** A place scores f × g. */
export function set(place: i32, f: f64, g: f64): void {
  play(place, scoreOf(f, g));
}

/** Nothing is in a place any more. */
export function leave(place: i32): void {
  play(place, Infinity);
}

function play(place: i32, to: f64): void {
  let k = leaves + place;
  let best = to;
  let who = place;
  setReal(score, k, to);
  while (k > 1) {
    const rival = real(score, k ^ 1);
    who = select(int(winner, k ^ 1), who, rival < best);
    best = f64x2.extract_lane(f64x2.pmin(f64x2.splat(best), f64x2.splat(rival)), 0);
    k >>= 1;
    setReal(score, k, best);
    setInt(winner, k, who);
  }
}
