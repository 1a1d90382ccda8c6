/** Where the forge says what it does: Backstage's LoggerService fits. */
export interface ForgeLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** One line per message on stderr, with time and level. */
export const consoleLogger: ForgeLogger = {
  debug: () => {},
  info: message => write('info', message),
  warn: message => write('warn', message),
  error: message => write('error', message),
};

function write(level: string, message: string) {
  process.stderr.write(`${new Date().toISOString()} ${level} ${message}\n`);
}
