// The animated transport on the screen: where it is, whether it plays, how fast. It plays only when asked to.

import { advance } from './motion.ts';

export class Motion {
  /** 0 is the first event, 1 the second. */
  t = $state(0);
  playing = $state(false);
  speed = $state(1);

  toggle(): void {
    if (!this.playing && this.t >= 1) this.t = 0;
    this.playing = !this.playing;
  }

  to(t: number): void {
    this.playing = false;
    this.t = Math.min(1, Math.max(0, t));
  }

  /** A frame of the screen has passed. */
  step(ms: number): void {
    if (!this.playing) return;
    this.t = advance(this.t, ms, this.speed);
    if (this.t >= 1) this.playing = false;
  }

  reset(): void {
    this.playing = false;
    this.t = 0;
  }
}
