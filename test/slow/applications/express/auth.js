'use strict';

const config = require('./config');
const { HttpError } = require('./errors');
const log = require('./logger').child({ module: 'auth' });

// Looks the token up where the sessions are: that takes a moment.
function findClient(token, callback) {
  setImmediate(() => callback(null, config.tokens.get(token)));
}

module.exports = function requireToken(req, res, next) {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ');
  if (scheme !== 'Bearer' || !token) return next(new HttpError(401, 'token missing'));
  findClient(token, (err, client) => {
    if (err) return next(err);
    if (!client) return next(new HttpError(401, 'token unknown'));
    req.client = client;
    log.debug({ url: req.originalUrl, client: client.name }, 'token accepted');
    next();
  });
};
