import { Policies } from './registers/policies.js';
import type { Service } from './start.js';

/** What a newcomer needs to know when the service is up. The first password is shown here, once, and kept nowhere. */
export function welcome(service: Service): string[] {
  if (!service.isOpen) return ['suoja is waiting.', '  Stop with Ctrl-C.'];
  const { app, url, mailbox, firstLogin } = service;
  if (url === null) return ['suoja is working on jobs.'];
  const forms = app
    .get(Policies)
    .all()
    .map(({ register }) => `    ${url}/r/${register}`);
  return [
    'suoja is running.',
    '  Public forms:',
    ...forms,
    `  API documentation: ${url}/docs  (OpenAPI: ${url}/openapi.json)`,
    ...(mailbox ? [`  Mailbox: ${url}/mailbox`] : []),
    ...(firstLogin
      ? [
          `  First staff login, shown only now: ${firstLogin.email}  ${firstLogin.password}`,
          ...(firstLogin.totpUri ? [`  For its one-time codes, shown only now: ${firstLogin.totpUri}`] : []),
        ]
      : ['  Staff accounts exist; log in with one of them.']),
    '  Stop with Ctrl-C.',
  ];
}
