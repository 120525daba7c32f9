import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { ANY_SESSION } from '../../src/staff/any-session.decorator.js';
import type { Permission } from '../../src/staff/permissions.js';
import { PERMISSION } from '../../src/staff/permit.decorator.js';
import { PUBLIC } from '../../src/staff/public.decorator.js';
import type { TestApp } from './test-app.js';

/** A route of the service and whom it lets in. */
export interface Door {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** The pattern, with `:names`. */
  readonly path: string;
  readonly opensTo: 'everybody' | 'any session' | Permission | 'nobody';
}

/** Every route of every controller that runs, so that none can be forgotten. */
export function doorsOf(app: TestApp): Door[] {
  const modules = [...app.service.app.get(ModulesContainer).values()];
  const controllers = new Set(
    modules.flatMap(({ controllers: found }) => [...found.values()].map(({ metatype }) => metatype)),
  );
  return [...controllers].flatMap((controller) => routesOf(controller as Controller));
}

interface Controller {
  readonly prototype: Record<string, unknown>;
}

function routesOf(controller: Controller): Door[] {
  const root = Reflect.getMetadata(PATH_METADATA, controller) as string;
  return Object.getOwnPropertyNames(controller.prototype).flatMap((name): Door[] => {
    const handler = controller.prototype[name] as object;
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const path = `/${root}/${Reflect.getMetadata(PATH_METADATA, handler) as string}`;
    const marked = <T>(mark: string) =>
      (Reflect.getMetadata(mark, handler) ?? Reflect.getMetadata(mark, controller)) as T | undefined;
    return [
      {
        method: RequestMethod[method] as Door['method'],
        path: path.replace(/\/+/g, '/').replace(/(?<=.)\/$/, ''),
        opensTo: marked<boolean>(PUBLIC)
          ? 'everybody'
          : marked<boolean>(ANY_SESSION)
            ? 'any session'
            : (marked<Permission>(PERMISSION) ?? 'nobody'),
      },
    ];
  });
}
