import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { takeConfig } from '../config/load-config.js';
import { joinEngines } from '../engines.js';
import { openHouse } from '../open-house.js';
import { Standing } from '../restore/standing.js';
import { told, whatToDo } from '../restore/standing-finding.js';

/** Runs a command on the service's own code and database, beside a running service or without one. */
export async function inHouse(
  command: (app: INestApplicationContext) => Promise<void>,
  { alsoClosed = false } = {},
): Promise<void> {
  const say = (line: string) => console.error(line);
  const engines = await joinEngines(takeConfig(process.env), say);
  try {
    const house = await openHouse(engines.config, say);
    const app = await NestFactory.createApplicationContext(
      AppModule.for(house, { jobs: false, mailbox: null }),
      {
        logger: ['error'],
        abortOnError: false,
      },
    );
    try {
      if (!alsoClosed) await refuseWhereClosed(app);
      await command(app);
    } finally {
      await app.close();
    }
  } finally {
    await engines.stop();
  }
}

/** A database that was put back from a backup is nobody's to work in before its replay. */
async function refuseWhereClosed(app: INestApplicationContext): Promise<void> {
  const findings = await app.get(Standing, { strict: false }).quickFindings();
  if (findings.length > 0) throw new Error([...findings.map(told), ...whatToDo(findings)].join('\n'));
}
