import { extract, inject } from 'throughline/propagation';

// @ts-expect-error text holds no headers
extract('text');
// @ts-expect-error a number holds none
extract(42);
// @ts-expect-error nor does this
extract(true);
// @ts-expect-error headers that are still to come
extract(Promise.resolve({}));
// @ts-expect-error nothing was passed
extract();
// @ts-expect-error there is no such policy
extract({}, { trust: 'always' });
// @ts-expect-error there is no such option
extract({}, { trusted: 'accept' });

// @ts-expect-error text cannot be written
inject('x');
// @ts-expect-error nothing cannot be written
inject(undefined);
// @ts-expect-error nor can this
inject(null);
// @ts-expect-error nor can a number
inject(42);
// @ts-expect-error headers that are still to come
inject(Promise.resolve({}));
// @ts-expect-error they may be missing
export const maybe = (headers?: Record<string, string>) => inject(headers);
// @ts-expect-error there is no such option
inject({}, { header: 'x-request-id' });
