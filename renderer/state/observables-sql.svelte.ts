// One question in SQL at a time, and its answer.

import type { ErrorData, SqlResult } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';

export class SqlBox {
  text = $state('');
  /** The text that `result` answers. */
  asked = $state('');
  result = $state.raw<SqlResult | null>(null);
  error = $state.raw<ErrorData | null>(null);
  running = $state(false);

  constructor(private readonly client: Client) {}

  async run(): Promise<void> {
    if (this.running || this.text.trim() === '') return;
    this.running = true;
    this.error = null;
    try {
      const { text } = this;
      this.result = await this.client.api.sql(text);
      this.asked = text;
    } catch (error) {
      this.result = null;
      this.error = RingsideError.from(error).toData();
    } finally {
      this.running = false;
    }
  }
}

/** RFC 4180. */
export function sqlCsv({ columns, rows }: SqlResult): string {
  const cell = (value: string | number | boolean | null) => {
    const text = value === null ? '' : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}
