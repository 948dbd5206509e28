// What runs for each task of the table. A thread loads what it is asked for: distances need no drawing, and start sooner.

import type { TaskFunction, TaskFunctions } from './context.ts';
import type { TaskName } from './tasks.ts';

function lazily<K extends TaskName>(load: () => Promise<TaskFunction<K>>): TaskFunction<K> {
  return async (input, context) => (await load())(input, context);
}

const reading = () => import('./reading.ts');
const paging = () => import('./paging.ts');
const fits = () => import('./fits.ts');
const pairs = () => import('./pairs.ts');
const matrices = () => import('./matrices.ts');
const observing = () => import('./observe.ts');
const clustering = () => import('./cluster.ts');
const jetViews = () => import('./jet-view.ts');
const frames = () => import('./frames.ts');
const charts = () => import('./charts.ts');
const writing = () => import('./writing.ts');
const drawing = () => import('./drawing.ts');

export const functions: TaskFunctions = {
  preview: lazily(async () => (await reading()).previewTask),
  count: lazily(async () => (await reading()).countTask),
  read: lazily(async () => (await reading()).readTask),
  stream: lazily(async () => (await reading()).streamTask),
  openPaged: lazily(async () => (await paging()).openPagedTask),
  events: lazily(async () => (await paging()).eventsTask),
  page: lazily(async () => (await paging()).pageTask),
  spooledPage: lazily(async () => (await paging()).spooledPageTask),
  scan: lazily(async () => (await paging()).scanTask),
  members: lazily(async () => (await reading()).membersTask),
  hash: lazily(async () => (await reading()).hashTask),
  seen: lazily(async () => (await import('./seen.ts')).seenTask),
  evaluate: lazily(async () => (await fits()).evaluateTask),
  continuous: lazily(async () => (await fits()).continuousTask),
  fit: lazily(async () => (await fits()).fitTask),
  fitRange: lazily(async () => (await fits()).fitRangeTask),
  replicas: lazily(async () => (await fits()).replicasTask),
  shapes: lazily(async () => (await fits()).shapesTask),
  emdBlock: lazily(async () => (await pairs()).emdBlockTask),
  nearestOf: lazily(async () => (await pairs()).nearestOfTask),
  compare: lazily(async () => (await pairs()).compareTask),
  mapMatrix: lazily(async () => (await matrices()).mapMatrixTask),
  medoidsOf: lazily(async () => (await matrices()).medoidsOfTask),
  dimensionOf: lazily(async () => (await matrices()).dimensionOfTask),
  pairTable: lazily(async () => (await matrices()).pairTableTask),
  observables: lazily(async () => (await observing()).observablesTask),
  families: lazily(async () => (await observing()).familiesTask),
  rank: lazily(async () => (await observing()).rankTask),
  observe: lazily(async () => (await observing()).observeTask),
  jetRequest: lazily(async () => (await clustering()).jetRequestTask),
  referenceFrame: lazily(async () => (await import('./seen.ts')).referenceFrameTask),
  cluster: lazily(async () => (await clustering()).clusterTask),
  jets: lazily(async () => (await jetViews()).jetsTask),
  jetStructure: lazily(async () => (await jetViews()).jetStructureTask),
  beside: lazily(async () => (await import('./beside.ts')).besideTask),
  besideRange: lazily(async () => (await import('./beside.ts')).besideRangeTask),
  frameSelect: lazily(async () => (await frames()).frameSelectTask),
  frameTable: lazily(async () => (await frames()).frameTableTask),
  frameSql: lazily(async () => (await frames()).frameSqlTask),
  generate: lazily(async () => (await writing()).generateTask),
  convert: lazily(async () => (await import('./convert.ts')).convertTask),
  table: lazily(async () => (await writing()).tableTask),
  figure: lazily(async () => (await drawing()).figureTask),
  chart: lazily(async () => (await charts()).chartTask),
  jetPicture: lazily(async () => (await import('./jet-picture.ts')).jetPictureTask),
  picture: lazily(async () => (await drawing()).pictureTask),
};
