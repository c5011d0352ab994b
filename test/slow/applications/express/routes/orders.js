'use strict';

const { setTimeout: sleep } = require('node:timers/promises');
const express = require('express');
const multer = require('multer');

const config = require('../config');
const repository = require('../db/orders');
const { HttpError } = require('../errors');
const log = require('../logger').child({ module: 'routes' });
const orders = require('../services/orders');

const router = express.Router();
const upload = multer({ limits: { fileSize: config.uploadLimit } });

function validate(req, res, next) {
  const { order, sku, quantity } = req.body ?? {};
  if (!/^[A-Z]{2}\d{6}$/.test(order)) return next(new HttpError(400, 'order: two letters and six digits'));
  if (typeof sku !== 'string' || sku === '') return next(new HttpError(400, `sku of ${order} is missing`));
  if (!(Number(quantity) > 0)) return next(new HttpError(400, `quantity of ${order} must be positive`));
  req.body.quantity = Number(quantity);
  next();
}

router.post('/', validate, async (req, res) => {
  const { order } = req.body;
  res.on('finish', () => log.info({ order, status: res.statusCode }, 'answered'));
  const placed = await orders.place(req.body);
  res.status(201).json(placed);
  await sleep(3);
  log.debug({ order }, 'totals updated'); // after the response
});

router.post('/:order/attachment', upload.single('file'), (req, res) => {
  const { order } = req.params;
  if (!req.file) throw new HttpError(400, `no file for ${order}`);
  log.info({ order, bytes: req.file.size }, 'attachment stored');
  res.status(201).json({ bytes: req.file.size });
});

router.get('/:order', async (req, res) => {
  const row = await repository.find(req.params.order);
  if (!row) throw new HttpError(404, `no order ${req.params.order}`);
  res.json(row);
});

router.get('/:order/history', (req, res, next) => {
  repository.history(req.params.order, (err, rows) => {
    if (err) return next(err);
    log.info({ order: req.params.order }, 'history sent');
    res.json(rows);
  });
});

router.get('/:order/quote', async (req, res) => {
  res.json(await orders.quote(req.params.order));
});

router.get('/:order/export', async (req, res) => {
  const { order } = req.params;
  res.on('close', () => {
    if (!res.writableFinished) log.warn({ order }, 'export given up');
  });
  res.type('application/x-ndjson');
  for (let line = 1; line <= 5 && !res.destroyed; line++) {
    res.write(`${JSON.stringify({ order, line })}\n`);
    log.debug({ order, line }, 'exported');
    await sleep(4);
  }
  res.end();
});

router.post('/:order/cancel/:how', (req, res, next) => {
  const { order, how } = req.params;
  if (how === 'sync') throw new Error(`cannot cancel ${order}`);
  orders.cancel(order, how).then(() => res.sendStatus(204), next);
});

module.exports = router;
