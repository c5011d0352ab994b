import { Outlet, Scripts } from 'react-router';
import { traced } from 'throughline/fetch';

export const middleware = [({ request }, next) => traced(() => next())(request)];

export default function Root() {
  return (
    <html lang="en">
      <body>
        <Outlet />
        <Scripts />
      </body>
    </html>
  );
}
