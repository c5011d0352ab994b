// Each logger as an application with an adapter sets it up, and as one with `register` has it. All write JSON lines to the standard output.
'use strict';
const { configureSync, getLogger, jsonLinesFormatter } = require('@logtape/logtape');
const { pino } = require('pino');
const winston = require('winston');

const dist = `${__dirname}/../../../../dist/cjs`;
const { logContext } = require(`${dist}/index.js`);
const { installConsole } = require(`${dist}/loggers/console/index.js`);
const { contextLocalStorage } = require(`${dist}/loggers/logtape/index.js`);
const { mixin } = require(`${dist}/loggers/pino/index.js`);
const { withLogContext } = require(`${dist}/loggers/winston/index.js`);

exports.createLoggers = function createLoggers(isRegistered) {
  if (!isRegistered) installConsole({ format: 'json' });
  const transports = [new winston.transports.Stream({ stream: process.stdout })];
  const winstonLogger = winston.createLogger({ format: winston.format.json(), transports });
  if (!isRegistered) withLogContext(winstonLogger);
  configureSync({
    sinks: { stdout: (record) => void process.stdout.write(jsonLinesFormatter(record)) },
    loggers: [
      { category: 'app', sinks: ['stdout'] },
      { category: ['logtape', 'meta'], sinks: [] },
    ],
    contextLocalStorage,
  });
  const logTape = getLogger('app');
  // Not by the file descriptor, beside which the others would write into its lines.
  const destination = { write: (line) => void process.stdout.write(line) };
  const pinoLogger = pino(isRegistered ? { base: null } : { base: null, mixin }, destination);
  return {
    pino: (text) => pinoLogger.info(text),
    winston: (text) => winstonLogger.info(text),
    console: (text) => console.log(text),
    logTape: (text) => logTape.info(text),
    logContext: (text) => void process.stdout.write(`${JSON.stringify({ ...logContext(), msg: text })}\n`),
  };
};
