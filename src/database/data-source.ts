import { DataSource, type DataSourceOptions, DefaultNamingStrategy } from 'typeorm';
import * as migrations from '../../migrations/index.js';
import { HOUSE_TABLES, REGISTER_TABLES } from './entities.js';
import { SteadyClient } from './steady-client.js';

/** The role every query of the service runs as. It owns nothing and cannot change an audit entry. */
export const SERVICE_ROLE = 'suoja_service';

class SnakeNames extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/** @param role the service's own role, or none: the owner, for migrations only. */
export function dataSourceOptions(url: string, role?: typeof SERVICE_ROLE): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [...REGISTER_TABLES, ...HOUSE_TABLES],
    migrations: Object.values(migrations),
    migrationsTransactionMode: 'each',
    migrationsTableName: 'migration',
    namingStrategy: new SnakeNames(),
    synchronize: false,
    poolSize: 12,
    applicationName: 'suoja',
    extra: { Client: SteadyClient, ...(role === undefined ? {} : { options: `-c role=${role}` }) },
  };
}

export function createDataSource(url: string, role?: typeof SERVICE_ROLE): DataSource {
  return new DataSource(dataSourceOptions(url, role));
}
