'use strict';

const log = require('./logger').child({ module: 'errors' });

class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function notFound(req, res, next) {
  next(new HttpError(404, `no such page: ${req.originalUrl}`));
}

// eslint-disable-next-line no-unused-vars
function errorHandler(err, req, res, _next) {
  const status = err.status ?? 500;
  if (status >= 500) log.error({ err, url: req.originalUrl }, 'request failed');
  else log.warn({ url: req.originalUrl, reason: err.message, agent: req.get('user-agent') }, 'request refused');
  if (res.headersSent) return res.destroy();
  res.status(status).json({ error: status >= 500 ? 'internal error' : err.message });
}

module.exports = { HttpError, notFound, errorHandler };
