import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Options, QueryTypes, Sequelize, Transaction } from 'sequelize'
import { sqliteModule } from './sqlite.ts'

/**
 * Opens the database that a URL names: `sqlite:<path>` (the folder is made) or `mysql://…`, `mariadb://…`.
 *
 * Rows carry no time stamps of Sequelize's own and tables are named as they are defined. Throws if the database
 * cannot be reached, or if it compares texts otherwise than byte by byte.
 */
export async function openDatabase(url: string): Promise<Sequelize> {
  const database = url.startsWith('sqlite:') ? await openSqlite(url.slice('sqlite:'.length)) : openMysql(url)
  try {
    await database.authenticate()
    if (database.getDialect() === 'mysql') await refuseOtherCollations(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

const shared: Options = {
  logging: false,
  define: { timestamps: false, freezeTableName: true },
}

async function openSqlite(path: string): Promise<Sequelize> {
  if (path === '' || path === ':memory:') throw new Error('a SQLite database needs a file: sqlite:<path>')
  await mkdir(dirname(resolve(path)), { recursive: true })
  return new Sequelize({
    ...shared,
    dialect: 'sqlite',
    dialectModule: sqliteModule,
    storage: resolve(path),
    transactionType: Transaction.TYPES.IMMEDIATE,
  })
}

function openMysql(url: string): Sequelize {
  const { protocol } = new URL(url)
  if (protocol !== 'mysql:' && protocol !== 'mariadb:') {
    throw new Error(`a database URL starts with sqlite:, mysql:// or mariadb://, not ${protocol}`)
  }
  return new Sequelize(url.replace(/^mariadb:/, 'mysql:'), {
    ...shared,
    dialect: 'mysql',
    isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED,
    timezone: '+00:00',
    pool: { max: 20, min: 0, acquire: 30_000, idle: 10_000 },
    // FOUND_ROWS: an update counts the rows it met, as SQLite does, even if they were so already
    dialectOptions: { charset: 'utf8mb4_bin', supportBigNumbers: true, flags: ['FOUND_ROWS'] },
  })
}

async function refuseOtherCollations(database: Sequelize): Promise<void> {
  const [row] = await database.query<{ name: string; collation: string }>(
    'SELECT DATABASE() AS name, @@collation_database AS collation',
    { type: QueryTypes.SELECT },
  )
  if (row?.collation === 'utf8mb4_bin') return
  const remedy = `ALTER DATABASE \`${row?.name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`
  throw new Error(`the database compares texts by ${row?.collation}; before the first start run: ${remedy}`)
}

interface Caused {
  name?: string
  code?: string
  message?: string
  parent?: Caused
}

/** Whether a statement failed because a row with this key is already there. */
export function isUniqueViolation(error: unknown): boolean {
  const { name, parent } = (error ?? {}) as Caused
  if (name !== 'SequelizeUniqueConstraintError') return false
  // On SQLite, Sequelize gives this name to every failed constraint.
  return parent?.code === 'SQLITE_CONSTRAINT' ? /UNIQUE constraint failed/.test(parent.message ?? '') : true
}

const passing = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD', 'SQLITE_BUSY'])

/** Whether a transaction failed only because of others at the same time (deadlock, busy, lock timeout): run it again. */
export function isRetryable(error: unknown): boolean {
  const { code, parent } = (error ?? {}) as Caused
  return passing.has(code ?? '') || (parent !== undefined && isRetryable(parent))
}
