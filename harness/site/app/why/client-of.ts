/** The page of an engine, by its name with its version, such as `Chromium 156`. */
export function clientOf(engine: string): string {
  const [name = ''] = engine.split(' ');
  return name.toLowerCase().replace('webkitgtk', 'webkit');
}
