import { expect, test } from 'vitest';
import { defaultHome } from './home.ts';

test.each([
  [{ RINGSIDE_HOME: '/here' }, 'linux', '/here'],
  [{ XDG_STATE_HOME: '/state' }, 'linux', '/state/ringside'],
  [{}, 'linux', '/home/ada/.local/state/ringside'],
  [{ XDG_STATE_HOME: '/state' }, 'darwin', '/home/ada/Library/Application Support/Ringside'],
] as const)('state of %j on %s is kept in %s', (env, platform, folder) => {
  expect(defaultHome(env, platform, '/home/ada')).toBe(folder);
});
