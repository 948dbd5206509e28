// npm run build: builds everything, whether or not it is needed.

import { build, exclusively } from './setup.js';

try {
  console.log(await exclusively(build));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
