import {
  Affiliate,
  type AffiliateChange,
  type EnteredAffiliate,
  type Relation,
} from '../../../server/identity/affiliates.ts'
import { say } from '../app/words.ts'
import { Moment } from '../pieces/Moment.tsx'
import { Register, type RegisterPage } from '../pieces/Register.tsx'

/** How an organisation belongs to the operator, in words. */
const relationWord = (relation: Relation): string =>
  ({
    operator: say('运营机构', 'the operator'),
    holding: say('控股关系', 'holding'),
    management: say('管理关系', 'management'),
  })[relation]
const RELATIONS: readonly Relation[] = ['operator', 'holding', 'management']

/** Who runs the platform or belongs to who does: for everybody to read, changed by two people of the centre. */
export default function Affiliates() {
  return <Register of={page()} />
}

const page = (): RegisterPage<EnteredAffiliate, AffiliateChange> => ({
  path: '/platform/affiliates',
  deeds: { propose: 'affiliate.propose', decide: 'affiliate.decide' },
  title: say('运营机构及关联单位', 'The operator and its affiliates'),
  head: say('不得在本平台投标的单位', 'Who may not bid here'),
  about: say(
    '《电子招标投标办法》第二十三条：平台的运营机构，以及与其有控股或者管理关系、可能影响招标公正性的单位，不得在本平台投标。登记公开；发现遗漏的，可向监督部门反映。',
    'The operator of the platform, and whoever holds or manages it or is held or managed by it, may not bid here. The register is public: tell the supervisor who is missing.',
  ),
  enter: say('登记单位', 'Enter one'),
  none: say('还没有登记单位。', 'Nobody is entered yet.'),
  columns: columns(),
  entering: {
    id: 'affiliate',
    fields: [
      ['code', say('统一社会信用代码', 'Credit code')],
      ['name', say('单位名称', 'Name')],
      ['basis', say('依据（登记信息、章程、合同等）', 'Where the relation is seen')],
    ],
    choices: RELATIONS.map((value) => ({ value, label: relationWord(value) })),
    start: (before) => ({
      text: { code: before?.code ?? '', name: before?.name ?? '', basis: before?.basis ?? '' },
      choice: before?.relation ?? 'holding',
    }),
    end: say('解除登记的原因（不解除的不填）', 'Why it does not belong any more (empty: it does)'),
    note: say('由您签名提出，另一人复核后生效。', 'You sign; it holds once another person has decided.'),
    read: ({ code, name, basis }, relation, end) => {
      const read = Affiliate.safeParse({ code: code?.trim(), name, basis, relation })
      return read.success ? { affiliate: read.data, end } : undefined
    },
  },
  told: ({ affiliate, end }) => ({
    head: end === null ? say('待复核：登记单位', 'Waits: an entry') : say('待复核：解除登记', 'Waits: an end'),
    text: (
      <>
        {affiliate.name} <span className="digits">{affiliate.code}</span> · {relationWord(affiliate.relation)} ·{' '}
        {affiliate.basis}
      </>
    ),
    why: end,
  }),
})

const columns = (): RegisterPage<EnteredAffiliate, AffiliateChange>['columns'] => [
  {
    head: say('单位', 'Organisation'),
    cell: ({ name, code }) => (
      <>
        {name}
        <div className="quiet digits">{code}</div>
      </>
    ),
  },
  { head: say('关系', 'Relation'), cell: ({ relation }) => relationWord(relation) },
  { head: say('依据', 'Seen in'), cell: ({ basis }) => basis },
  {
    head: say('登记', 'Entered'),
    cell: ({ since, ended }) => (
      <>
        <Moment at={since} />
        {ended && (
          <div className="quiet">
            {say('已解除', 'ended')} <Moment at={ended.at} /> {ended.reason}
          </div>
        )}
      </>
    ),
  },
]
