import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { loadConfig } from '../config/load-config.js';
import { joinEngines } from '../engines.js';
import { openHouse } from '../open-house.js';

/** Runs a command on the service's own code and database, beside a running service or without one. */
export async function inHouse(command: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  const say = (line: string) => console.error(line);
  const engines = await joinEngines(loadConfig(process.env), say);
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
      await command(app);
    } finally {
      await app.close();
    }
  } finally {
    await engines.stop();
  }
}
