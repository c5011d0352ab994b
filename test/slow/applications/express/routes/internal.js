'use strict';

const express = require('express');
const log = require('../logger').child({ module: 'internal' });

const router = express.Router();

router.get('/rates/:reference', (req, res) => {
  const { reference } = req.params;
  log.debug({ reference }, 'rates asked for');
  if (reference.endsWith('.r1')) return res.sendStatus(503);
  res.json({ euro: 0.92 });
});

module.exports = router;
