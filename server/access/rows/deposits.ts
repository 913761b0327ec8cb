import type { Tender } from '../../tenders/tender.ts'
import { atDesk, type Desk, hostOrOther, outsider, tendererItself } from '../parties.ts'
import { everyRole, row } from './row.ts'

/** Rows of the policy: deposits, guarantees, the bank and refunds. */
export const depositsRows = {
  'deposit.open': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'deposit.guarantee': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'deposit.annual': row<Tender>(
    ['bidder'],
    '不得为本标段招标人或代理机构 not the tenderer or agent of this tender',
    outsider,
  ),
  'deposit.forgive': row<Tender>(['bidder'], '投标人本人 its own deposit', outsider),
  'payers.makeKey': row<Tender>(['platform']),
  'payers.open': row<Tender>(['platform']),
  'guarantee.revoke': row(['bank', 'bidder'], '开立人本人 the issuer itself'),
  'issuer.propose': row(['centre']),
  'issuer.decide': row(['centre'], '提出人以外的另一人 another person than the one who proposed it'),
  'issuer.read': row(everyRole),
  'deposit.read': row<Tender>(['bidder'], '投标人本人 its own deposit', outsider),
  'deposit.list': row<Tender>(['tenderer', 'agent', 'centre', 'supervisor'], '开标后 after the opening', hostOrOther),
  'deposit.release': row<Tender>(['platform']),
  'interface.describe': row(everyRole),
  'bank.pay': row(['bank']),
  'bank.orders': row(['bank']),
  'bank.confirm': row(['bank']),
  'bank.refuse': row(['bank']),
  'bank.reverse': row(['bank']),
  'bank.balance': row(['bank']),
  'bank.preview': row(['bank']),
  'bank.import': row(['bank']),
  'deposit.payee': row<Tender>(['bidder'], '投标人本人 its own deposit', outsider),
  'deposit.surplus': row<Tender>(['bidder'], '投标人本人 its own deposit', outsider),
  'deposit.decline': row<Tender>(['bidder'], '投标人本人 its own deposit', outsider),
  'deposit.keep': row<Tender>(['tenderer'], '本标段的招标人 the tenderer itself', tendererItself),
  'refund.list': row(['centre'], '开标前不见标段、金额与投标人 before the opening neither section, amount nor bidder'),
  'refund.read': row<Desk>(
    ['centre'],
    '本中心的批次；开标前不见标段、金额与投标人 batches of one’s own centre; before the opening neither section, amount nor bidder',
    atDesk,
  ),
  'refund.prepare': row(['centre'], '本中心的款项 what goes back from one’s own centre'),
  'refund.approve': row<Desk>(
    ['centre'],
    '本中心的批次，两人分别以不同证书签署 a batch of one’s own centre, two people with two certificates',
    atDesk,
  ),
  'refund.reject': row<Desk>(['centre'], '本中心的批次 a batch of one’s own centre', atDesk),
  'refund.retry': row<Desk>(['centre'], '本中心的款项 what goes back from one’s own centre', atDesk),
  'refund.send': row(['platform']),
  'refund.due': row(['clock']),
  'refund.overdue': row(
    ['supervisor'],
    '开标前不见标段、金额与投标人 before the opening neither section, amount nor bidder',
  ),
  'refund.nameDues': row(['platform']),
  'alarm.raise': row(['platform']),
  'alarm.notice': row(['supervisor']),
  'alarm.read': row(['supervisor', 'centre'], '不含标段与投标人 neither section nor bidder'),
  'money.unmatched': row(
    ['centre'],
    '开标前不见标段、金额与投标人 before the opening neither section, amount nor bidder',
  ),
  'money.reconcile': row(['centre', 'supervisor'], '分标段数额仅限已开标的 sections only after their opening'),
} as const
