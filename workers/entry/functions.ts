// What runs for each task of the table.

import type { TaskFunctions } from './context.ts';
import { emdBlockTask } from './distances.ts';
import { figureTask, pictureTask } from './drawing.ts';
import { evaluateTask, fitRangeTask, fitTask, shapesTask } from './fits.ts';
import { countTask, hashTask, previewTask, readTask, streamTask } from './reading.ts';
import { generateTask, tableTask } from './writing.ts';

export const functions: TaskFunctions = {
  preview: previewTask,
  count: countTask,
  read: readTask,
  stream: streamTask,
  hash: hashTask,
  evaluate: evaluateTask,
  fit: fitTask,
  fitRange: fitRangeTask,
  emdBlock: emdBlockTask,
  shapes: shapesTask,
  generate: generateTask,
  table: tableTask,
  figure: figureTask,
  picture: pictureTask,
};
