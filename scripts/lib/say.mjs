/** One line of progress, so that a person sees what takes time. */
export function say(message) {
  process.stderr.write(`• ${message}\n`);
}

/** Ends the script with one clear line. */
export function fail(message) {
  process.stderr.write(`✗ ${message}\n`);
  process.exit(1);
}
