// What a screen may send to the application. Both shells enforce these; `hello` tells the screen.

/** One message over the socket or IPC. A figure with a heatmap to be exported is the largest: some 3 MB. */
export const MESSAGE_BYTES = 32 * 2 ** 20;
/** One uploaded file. */
export const UPLOAD_BYTES = 4 * 2 ** 30;
/** Calls of one window that may wait for their answer at a time. */
export const CALLS_IN_FLIGHT = 256;
/** Jobs, over all windows, that may be queued or running at a time. */
export const JOBS_IN_FLIGHT = 200;
/** Events of one matrix of distances: 800 MB on the disk. The command line knows no such limit. */
export const MATRIX_EVENTS = 10_000;
/** Columns of a frame besides `event`: observables of one job, parameters of one fit. */
export const FRAME_COLUMNS = 500;
/** Of a condition on a frame's rows, or of a question in SQL. */
export const CONDITION_CHARACTERS = 10_000;
/** Rows of an answer in SQL; more are cut off, and it says so. */
export const SQL_ROWS = 10_000;
/** The screen's own part of a session, as JSON. */
export const SCREEN_BYTES = 64 * 2 ** 10;
