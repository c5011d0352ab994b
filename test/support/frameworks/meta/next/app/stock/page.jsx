export const dynamic = 'force-dynamic';

export default function Page() {
  console.log('stock shown');
  return <p>in stock</p>;
}
