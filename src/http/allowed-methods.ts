import type { FastifyInstance, RouteOptions } from 'fastify';

const routes = new WeakMap<object, Map<string, Set<string>>>();

/** Remembers which methods each path has. To be called before routes are registered. */
export function rememberRoutes(fastify: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();
  routes.set(fastify.server, methods);
  fastify.addHook('onRoute', (route: RouteOptions) => {
    const known = methods.get(route.url) ?? new Set();
    for (const method of [route.method].flat()) known.add(method);
    methods.set(route.url, known);
  });
}

/** The methods under which this path exists. */
export function allowedMethods(fastify: FastifyInstance, url: string): string[] {
  const segments = segmentsOf(url.split('?', 1)[0] ?? '');
  const found = [...(routes.get(fastify.server) ?? [])].filter(([pattern]) =>
    matches(segmentsOf(pattern), segments),
  );
  return [...new Set(found.flatMap(([, methods]) => [...methods]))].sort();
}

const segmentsOf = (path: string) => path.split('/');

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length &&
    pattern.every(
      (segment, index) => segment === path[index] || (segment.startsWith(':') && path[index] !== ''),
    )
  );
}
