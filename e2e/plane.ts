// The (y, φ) plane seen from outside: where a place of the plane is on the screen is read off the pointer's own read-out,
// and what is drawn is read off screenshots.

import { expect, type Locator, type Page } from '@playwright/test';
import { decodePng, type Pixels } from './png.ts';

/** Pixels ↔ radians, both linear. */
export interface Scale {
  readonly y0: number;
  readonly phi0: number;
  /** rad per px, along y to the right and along φ downwards. */
  readonly dy: number;
  readonly dphi: number;
}

const number = (text: string) => Number(text.replace('−', '-'));

export class Plane {
  readonly canvas: Locator;

  constructor(readonly page: Page) {
    this.canvas = page.getByTestId('plane');
  }

  async box(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.canvas.boundingBox();
    if (box === null) throw new Error('the plane is not on the screen');
    return box;
  }

  /** (y, φ) that the read-out tells for a place of the canvas, px. */
  async readOut(x: number, y: number): Promise<[number, number]> {
    const box = await this.box();
    await this.page.mouse.move(box.x + x + 1, box.y + y + 1);
    await this.page.mouse.move(box.x + x, box.y + y);
    const text = (await this.page.locator('.readout').textContent()) ?? '';
    const found = /y\s+(\S+)\s+φ\s+(\S+)/.exec(text);
    if (!found) throw new Error(`the read-out says ${text}`);
    return [number(found[1]), number(found[2])];
  }

  async scale(): Promise<Scale> {
    const { width, height } = await this.box();
    const [x0, x1] = [Math.round(width * 0.1), Math.round(width * 0.9)];
    const [t0, t1] = [Math.round(height * 0.3), Math.round(height * 0.9)];
    const a = await this.readOut(x0, t0);
    const b = await this.readOut(x1, t1);
    const dy = (b[0] - a[0]) / (x1 - x0);
    const dphi = (b[1] - a[1]) / (t1 - t0);
    return { y0: a[0] - dy * x0, phi0: a[1] - dphi * t0, dy, dphi };
  }

  /** Place on the page of (y, φ), the copy in φ that is seen. */
  async at(y: number, phi: number): Promise<{ x: number; y: number }> {
    const box = await this.box();
    const scale = await this.scale();
    const turns = [0, 1, -1].map((turn) => (phi + 2 * Math.PI * turn - scale.phi0) / scale.dphi);
    const top = turns.find((value) => value >= 0 && value <= box.height);
    if (top === undefined) throw new Error(`φ = ${phi} is not on the screen`);
    return { x: box.x + (y - scale.y0) / scale.dy, y: box.y + top };
  }

  async click(y: number, phi: number): Promise<void> {
    const place = await this.at(y, phi);
    await this.page.mouse.click(place.x, place.y);
  }

  /** Presses at one place of the plane and moves to another, in steps; `during` looks on before the button is let go. */
  async drag(from: [number, number], to: [number, number], during?: () => Promise<void>): Promise<void> {
    const start = await this.at(...from);
    const end = await this.at(...to);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    for (let i = 1; i <= 8; i++) {
      await this.page.mouse.move(
        start.x + ((end.x - start.x) * i) / 8,
        start.y + ((end.y - start.y) * i) / 8,
      );
    }
    await during?.();
    await this.page.mouse.up();
  }

  /** What is drawn, once no more frames come. */
  async pixels(): Promise<Pixels> {
    let before = '';
    await expect
      .poll(async () => {
        const now = (await this.canvas.getAttribute('data-frames')) ?? '';
        const same = now === before;
        before = now;
        return same;
      })
      .toBe(true);
    return decodePng(await this.canvas.screenshot());
  }
}
