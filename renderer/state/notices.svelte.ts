// Short messages at the lower edge: what was done, with a way on; failures stay until dismissed.

import type { ErrorData } from '../../main/contract/index.ts';

export interface Notice {
  readonly key: number;
  readonly text: string;
  readonly hint: string;
  readonly failed: boolean;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** How long a notice stays, ms. */
const STAYS = 5000;

export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #next = 1;

  say(text: string, action: Notice['action'] = null): void {
    const key = this.#add({ text, hint: '', failed: false, action });
    setTimeout(() => this.dismiss(key), action ? 2 * STAYS : STAYS);
  }

  fail(error: ErrorData): void {
    if (error.code === 'cancelled') return;
    this.#add({ text: error.message, hint: error.hint, failed: true, action: null });
  }

  dismiss(key: number): void {
    this.list = this.list.filter((notice) => notice.key !== key);
  }

  #add(notice: Omit<Notice, 'key'>): number {
    const key = this.#next++;
    this.list = [...this.list.filter((one) => one.text !== notice.text), { ...notice, key }].slice(-4);
    return key;
  }
}
