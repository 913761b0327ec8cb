import { type Entered, Issuer, type IssuerChange, type IssuerKind } from '../../../server/deposits/issuers.ts'
import { say } from '../app/words.ts'
import { Register, type RegisterPage } from '../pieces/Register.tsx'

type Item = Entered & { admitted: boolean }

/** What kind of institution it is, in words. */
const kindWord = (kind: IssuerKind): string =>
  ({ bank: say('银行', 'bank'), insurer: say('保险公司', 'insurer'), guarantor: say('担保公司', 'guarantee company') })[
    kind
  ]
const KINDS: readonly IssuerKind[] = ['bank', 'insurer', 'guarantor']

/** Whose guarantees are taken: for everybody to read, changed by two people of the centre. */
export default function Issuers() {
  return <Register of={page()} />
}

const page = (): RegisterPage<Item, IssuerChange> => ({
  path: '/guarantees/issuers',
  deeds: { propose: 'issuer.propose', decide: 'issuer.decide' },
  title: say('保函出具机构', 'Issuers of guarantees'),
  head: say('已登记机构', 'Register'),
  about: say(
    '凡持有有效许可证的银行、保险公司、担保公司均可申请登记，不指定、不限定机构。平台的开户银行无须另行登记。',
    "Any bank, insurer or guarantee company with a licence may be entered; none is preferred. The platform's own banks need no entry.",
  ),
  enter: say('登记机构', 'Enter one'),
  none: say('还没有登记机构。', 'Nobody is entered yet.'),
  columns: columns(),
  entering: {
    id: 'issuer',
    fields: [
      ['code', say('统一社会信用代码', 'Credit code')],
      ['name', say('机构名称（与数字证书一致）', 'Name, as in its certificate')],
      ['licence', say('许可证编号', 'Number of the licence')],
      [
        'until',
        say('许可证有效至（如 2027-12-31，长期有效的不填）', 'Licence until (YYYY-MM-DD; empty where it has no end)'),
      ],
    ],
    choices: KINDS.map((value) => ({ value, label: kindWord(value) })),
    start: (before) => ({
      text: {
        ...{ code: before?.code ?? '', name: before?.name ?? '' },
        ...{ licence: before?.licence ?? '', until: before?.until ?? '' },
      },
      choice: before?.kind ?? 'insurer',
    }),
    end: say('停止受理的原因（继续受理的不填）', 'Why its guarantees are not taken any more (empty: they are)'),
    note: say(
      '由您签名提出，另一人复核后生效；已受理的保函不受影响。',
      'You sign; another person decides. Guarantees that were taken stay.',
    ),
    read: ({ code, name, licence, until }, kind, stop) => {
      const typed = { code: code?.trim(), name, licence: licence?.trim(), until: until?.trim() || null, kind }
      const read = Issuer.safeParse(typed)
      return read.success ? { issuer: read.data, stop } : undefined
    },
  },
  told: ({ issuer, stop }) => ({
    head: stop === null ? say('待复核：登记机构', 'Waits: an entry') : say('待复核：停止受理', 'Waits: a stop'),
    text: (
      <>
        {issuer.name} <span className="digits">{issuer.code}</span> · {kindWord(issuer.kind)} ·{' '}
        {say('许可证', 'licence')} <span className="digits">{issuer.licence}</span>
        {issuer.until && (
          <>
            {' '}
            {say('有效至', 'until')} <span className="digits">{issuer.until}</span>
          </>
        )}
      </>
    ),
    why: stop,
  }),
})

const columns = (): RegisterPage<Item, IssuerChange>['columns'] => [
  {
    head: say('机构', 'Institution'),
    cell: ({ name, code }) => (
      <>
        {name}
        <div className="quiet digits">{code}</div>
      </>
    ),
  },
  { head: say('类别', 'Kind'), cell: ({ kind }) => kindWord(kind) },
  {
    head: say('许可证', 'Licence'),
    cell: ({ licence, until }) => (
      <>
        <span className="digits">{licence}</span>
        {until && (
          <div className="quiet digits">
            {say('有效至', 'until')} {until}
          </div>
        )}
      </>
    ),
  },
  {
    head: say('状态', 'State'),
    cell: ({ admitted, stopped }) => (
      <>
        <span className={`dot ${admitted ? 'good' : 'bad'}`} />
        {admitted
          ? say('受理', 'taken')
          : stopped
            ? say('停止受理', 'not taken any more')
            : say('许可证到期', 'licence over')}
        {stopped && <div className="quiet">{stopped.reason}</div>}
      </>
    ),
  },
]
