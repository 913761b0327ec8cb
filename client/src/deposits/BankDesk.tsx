import { Button } from 'antd'
import { useState } from 'react'
import { hex, utf8 } from '../../../crypto/bytes.ts'
import { sha256 } from '../../../crypto/digest.ts'
import type { Row, RowError } from '../../../server/deposits/statement.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { BankOrders } from './BankOrders.tsx'
import { Errors, Outcomes, Rows } from './StatementTables.tsx'

interface Preview {
  name: string
  text: string
  format: 'csv' | 'camt.053'
  rows: Row[]
  errors: RowError[]
}
/** What became of a row. */
export interface Imported {
  line: number
  message: string
  outcome: string
  reason: { zh: string; en: string } | null
}

/** The bank's desk: a statement file, looked at row by row before it is signed and booked; the refunds to carry out. */
export default function BankDesk() {
  const [preview, setPreview] = useState<Preview>()
  const [imported, setImported] = useState<Imported[]>()
  const look = useDeed(async (file: File) => {
    setImported(undefined)
    setPreview(undefined)
    const text = await file.text()
    const found = await api.post<Omit<Preview, 'name' | 'text'>>('/bank/statements/preview', { text })
    setPreview({ name: file.name, text, ...found })
  })
  const book = useDeed(async ({ text }: Preview) => {
    const cms = await signStatement('bank.statement', { sha256: hex(sha256(utf8(text))) })
    setImported((await api.post<{ rows: Imported[] }>('/bank/statements', { text, cms })).rows)
  })
  return (
    <>
      <PageTitle>{say('银行工作台', 'Bank desk')}</PageTitle>
      <div className="stack">
        <section className="sheet stack">
          <h2>{say('导入对账单', 'Import a statement')}</h2>
          <FileDrop
            accept=".csv,.xml,text/csv,application/xml"
            label={say('选择对账单文件', 'Statement file')}
            onFile={(file) => void look.run(file)}
          >
            <b>
              {look.busy
                ? say('正在读取…', 'Reading…')
                : (preview?.name ?? say('选择或拖入对账单文件', 'Choose or drop the file'))}
            </b>
            <div className="quiet">
              {say(
                'CSV 或 ISO 20022 camt.053；先预览，签名后才入账',
                'CSV or ISO 20022 camt.053; looked at first, booked when signed',
              )}
            </div>
          </FileDrop>
          <Refused problem={look.problem} />
          {preview && !imported && <Look of={preview} book={book} />}
          {imported && <Outcomes rows={imported} />}
        </section>
        <BankOrders />
      </div>
    </>
  )
}

function Look({ of, book }: { of: Preview; book: ReturnType<typeof useDeed<[Preview], void>> }) {
  const { rows, errors, format } = of
  const good = !errors.length && rows.length > 0
  return (
    <>
      <div className={`banner ${good ? 'good' : 'bad'}`} role="status">
        <b>
          {good
            ? say(`共 ${rows.length} 行，全部可以读取`, `${rows.length} rows, all of them readable`)
            : say(
                `${errors.length} 处无法读取，修改文件后重新选择；有错误时一行也不会入账`,
                `${errors.length} places cannot be read: mend the file and choose it again; nothing is booked meanwhile`,
              )}
        </b>{' '}
        <span className="quiet">{format === 'csv' ? 'CSV' : 'ISO 20022 camt.053'}</span>
      </div>
      {errors.length > 0 && <Errors errors={errors} />}
      {rows.length > 0 && <Rows rows={rows} />}
      <Refused problem={book.problem} />
      <div>
        <Button type="primary" size="large" disabled={!good} loading={book.busy} onClick={() => void book.run(of)}>
          {say('签名并入账', 'Sign and book')}
        </Button>
      </div>
    </>
  )
}
