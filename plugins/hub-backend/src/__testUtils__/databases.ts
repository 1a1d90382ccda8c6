import { TestDatabases } from '@backstage/backend-test-utils';

/**
 * The databases to test with: SQLite, and the PostgreSQL that the environment
 * names. Backstage would start one in a container where CI is set, and no
 * container engine is promised here.
 */
export const databases = TestDatabases.create({
  ids: process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING
    ? ['SQLITE_3', 'POSTGRES_15']
    : ['SQLITE_3'],
});
