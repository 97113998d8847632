import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Delivery } from './prescribing/pharmacy.ts';

/** An outside party for runs on one machine: it takes every prescription and remembers it. */
export interface EmbeddedPharmacy {
  url: string;
  deliveries: () => readonly Delivery[];
  stop: () => Promise<void>;
}

/** Starts a pharmacy on a free port of this machine. */
export async function startPharmacy(): Promise<EmbeddedPharmacy> {
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => {
    // Whoever runs it all on one machine may look at what came.
    if (request.method === 'GET') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(deliveries));
      return;
    }
    json(request)
      .then((delivery) => deliveries.push(delivery as Delivery))
      .then(() => response.writeHead(204).end())
      .catch(() => response.writeHead(400).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/prescriptions`,
    deliveries: () => deliveries,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
