// What both sides read: valid headers, as tracers and proxies write them. One of each kind per operation, in turn.

const TRACE = '0af7651916cd43dd8448eb211c80319c';

export const TRACEPARENTS: readonly string[] = [
  `00-${TRACE}-b7ad6b7169203331-01`,
  `00-${TRACE}-b7ad6b7169203331-00`,
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '00-80e1afed08e019fc1110464cfa66635c-7a085853722dc6d2-03',
];

export const TRACESTATES: readonly string[] = [
  'rojo=00f067aa0ba902b7',
  'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
  'dd=s:1;o:rum;t.dm:-4,ot=th:8;rv:8b9c3f02f1e2d1,tenant@vendor=x/y',
  's390=a,b=2,c=3,d=4,e=5,f=6,g=7,h=8',
];

export const BAGGAGES: readonly string[] = [
  'userId=alice',
  'userId=alice,serverNode=DF%2028,isProduction=false',
  'tenant=acme;p1;p2=v,plan=pro%20plus,region=eu-west-1,flag=a%3Db',
  'a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8',
];
