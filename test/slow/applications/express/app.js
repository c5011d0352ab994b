'use strict';

const express = require('express');
const requireToken = require('./auth');
const { notFound, errorHandler } = require('./errors');
const internal = require('./routes/internal');
const orders = require('./routes/orders');

const app = express();
app.disable('x-powered-by');
app.use('/internal', internal);
app.use(requireToken);
app.use(express.json({ limit: '100kb' }));
app.use(express.urlencoded({ extended: false }));
app.use('/orders', orders);
app.use(notFound);
app.use(errorHandler);

module.exports = app;
