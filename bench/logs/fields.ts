export const ID = '0c5af3b2c4a94c4c8a1de0c1d2a7b9f1';

/** What stands in a line of a request. */
export const FIELDS = {
  request_id: ID,
  trace_id: ID,
  span_id: 'b7ad6b7169203331',
  trace_flags: '02',
  method: 'GET',
  path: '/orders/1',
};
