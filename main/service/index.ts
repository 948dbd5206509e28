export { createApplication } from './application.ts';
export { defaultHome, pageOptions } from './home.ts';
export type {
  AnyEvent,
  Application,
  ApplicationOptions,
  EventName,
  ShellMethod,
} from './types.ts';
export { unpacked } from './unpacked.ts';
