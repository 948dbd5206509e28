// What a file may ask of us. Files are hostile until read: each number below is checked before memory is taken.

const MiB = 2 ** 20;

export const limits = {
  /** Bytes looked at to tell the format and to guess what columns mean. */
  headBytes: 64 * 1024,
  /** Characters in one line of text. */
  lineLength: MiB,
  /** Columns of a table, or of an array's last axis. */
  columns: 1000,
  /** Bytes of an npy header (numpy's own writer stays below 64 kB). */
  npyHeaderBytes: MiB,
  /** Files of one data set, and their tables that are kept open at once. */
  files: 10_000,
  openTables: 8,
  /** Members of a zip that are looked at. */
  zipMembers: 10_000,
  /** Those that are asked whether they hold events. */
  zipLooked: 500,
  /** Bytes of a zip directory. */
  zipDirectoryBytes: 16 * MiB,
  /** Bytes that a stream may inflate to before the ratio below counts, and at all. */
  inflateFreeBytes: 64 * MiB,
  inflateBytes: 64 * 1024 * MiB,
  /** Inflated bytes per compressed byte; deflate itself ends at 1032, padded event arrays stay under 100. */
  inflateRatio: 250,
  /** Bytes that a zstd frame may look back, and that 64 kB of it may become. */
  zstdWindowBytes: 32 * MiB,
  zstdPieceBytes: 64 * MiB,
  /** Characters of an event of JSON lines, its depth (an object of arrays of rows), and members of an object. */
  jsonLineLength: 16 * MiB,
  jsonDepth: 4,
  jsonMembers: 10_000,
  /** Bytes of a pipe, or of an array in Fortran order, that are held in memory. */
  heldBytes: 256 * MiB,
  /** Particles of one event: a text file without separators is one event. */
  eventParticles: 2_000_000,
  /** Numbers of one event of an array, whose columns may be a thousand. */
  eventValues: 10_000_000,
  /** Particles held at once by readAll, and events (empty ones cost memory too). */
  particles: 64_000_000,
  events: 16_000_000,
  /** Bytes of an unpacked page that are not compared with what it was packed in. */
  pageFreeBytes: 64 * MiB,
  /** Bytes of one column in one piece of a columnar file (a row group's column, a basket), as they stand in it. */
  columnBytes: 512 * MiB,
  /** Bytes of one chunk of an HDF5 array, unpacked, and of its rows that are loaded at once: the library and we hold each twice. */
  chunkBytes: 32 * MiB,
  /** Bytes that the HDF5 library takes for all it does; texts of it are held again as our own. */
  libraryBytes: 192 * MiB,
  /** Bytes of the buffers of an Arrow record batch that are held unpacked, and of each; of all baskets of a ROOT tree that are. */
  bufferBytes: 128 * MiB,
  /** Bytes of a ROOT basket, unpacked; those that are written are some 10 kB to some MB. */
  basketBytes: 32 * MiB,
  /** Values of one column in one block: one event more than is read at once. */
  blockValues: 2_500_000,
  /** Values of one column in one row group. */
  columnValues: 1_000_000_000,
  /** Bytes of a columnar file's own description, and the values in that of a Parquet file (about 20 a column of a row group). */
  metadataBytes: 64 * MiB,
  metadataValues: 2_500_000,
  /** Fields of a columnar file; of an Arrow file those inside others too. And characters of a name, which are as many as are shown. */
  fields: 20_000,
  nameLength: 200,
  /** Events of a file that is entered anywhere and never held whole. */
  fileEvents: 2_000_000_000,
  /** Event labels remembered to notice rows that are not grouped. */
  eventLabels: 2_000_000,
} as const;
