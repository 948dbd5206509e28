// Where files of a packaged program lie on the real disk. Worker threads and native code cannot read from inside the
// archive; electron-builder.yml (asarUnpack) puts what they need beside it. Elsewhere a path stays as it is.

export function unpacked(path: string): string {
  return path.replace(/app\.asar(?=$|[\\/])/, 'app.asar.unpacked');
}
