import winston from 'winston';

const { combine, errors, json, timestamp } = winston.format;

export const log = winston.createLogger({
  level: process.env.LOG_LEVEL ?? 'debug',
  format: combine(errors({ stack: true }), timestamp(), json()),
  transports: [new winston.transports.Console()],
});
