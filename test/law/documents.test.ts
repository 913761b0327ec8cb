import { equipmentLicence } from '../../server/law/medicalDevices.ts'
import { rulebookFor } from '../../server/law/rulebook.ts'
import { days, workingDays } from '../../server/law/units.ts'
import { provincialPlatform } from '../../server/law/vaccines.ts'
import { type Row, rulebookStates, rulesState } from './rows.ts'

const law = (number: string) => `《招标投标法》第${number}条`
const regulations = (number: string) => `《招标投标法实施条例》第${number}条`
const purchases = (number: string) => `《政府采购法》第${number}条`
const intentions = '《关于开展政府采购意向公开工作的通知》（财库〔2020〕10号）'
const order = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`

const works: Row[] = [
  ['splitting', '《招标投标法》第四条', 'forbidden'],
  ['localBidders', '《招标投标法》第六条', 'forbidden'],
  ['approvalFirst', '《招标投标法》第九条', 'whereMandatory'],
  ['fundsSettled', '《招标投标法》第九条', true],
  ['selfOrganised', '《招标投标法》第十二条', 'filed'],
  ['noticeContents', '《招标投标法》第十六条', ['tenderer', 'address', 'demand', 'place', 'time', 'documents']],
  ['planLead', law('十六'), 'regional'],
  ['planRequired', law('十六'), 'whereRegional'],
  ['noticeOut', law('十六'), 'none'],
  ['documentContents', '《招标投标法》第十九条', ['technical', 'qualification', 'pricing', 'criteria', 'contract']],
  ['approvedScope', '《招标投标法实施条例》第七条', 'whereMandatory'],
  ['agencyContract', '《招标投标法实施条例》第十四条', 'written'],
  ['dividing', '《招标投标法实施条例》第二十四条', 'forbidden'],
  ['brands', '《招标投标法实施条例》第三十二条', 'forbidden'],
  ['localRecords', regulations('三十二'), 'forbidden'],
  ['ownershipLimits', regulations('三十二'), 'forbidden'],
  ['scaleConditions', regulations('三十二'), 'withReason'],
  ['makersLetters', regulations('三十二'), 'withReason'],
  ['qualificationScored', regulations('三十二'), 'allowed'],
]

const goods: Row[] = [
  ['agencyContract', '《政府采购法》第二十条', 'written'],
  ['splitting', '《政府采购法》第二十八条', 'forbidden'],
  ['dividing', '《政府采购法实施条例》第二十八条', 'forbidden'],
  ['fundsSettled', '《政府采购法》第三十三条', true],
  ['approvalFirst', purchases('三十三'), 'none'],
  ['approvedScope', purchases('三十三'), 'none'],
  ['selfOrganised', '《政府采购货物和服务招标投标管理办法》第九条', 'free'],
  [
    'noticeContents',
    '《政府采购货物和服务招标投标管理办法》第十三条',
    ['tenderer', 'address', 'contact', 'budget', 'demand', 'qualification', 'documents', 'deadline'],
  ],
  ['planLead', intentions, days(30)],
  ['planRequired', intentions, 'unlessUnforeseen'],
  ['noticeOut', '《政府采购货物和服务招标投标管理办法》第十六条', workingDays(5)],
  ['brands', '《政府采购法实施条例》第二十条', 'forbidden'],
  ['localBidders', '《政府采购法实施条例》第二十条', 'forbidden'],
  ['localRecords', '《政府采购法实施条例》第二十条', 'forbidden'],
  ['ownershipLimits', '《政府采购法实施条例》第二十条', 'forbidden'],
  ['scaleConditions', '《政府采购货物和服务招标投标管理办法》第十七条', 'forbidden'],
  ['makersLetters', order('十七'), 'forbidden'],
  ['qualificationScored', '《政府采购货物和服务招标投标管理办法》第五十五条', 'forbidden'],
]

describe('what stands before a notice of works', () => rulebookStates(rulebookFor('T', '2026-11-26'), works))

describe('what stands before a notice of a purchase', () => {
  rulebookStates(rulebookFor('G', '2026-11-26'), goods)

  rulebookStates(rulebookFor('G', '2026-11-26'), [
    [
      'documentContents',
      '《政府采购货物和服务招标投标管理办法》第二十条',
      [
        ...['qualification', 'policy', 'pricing', 'budget', 'technical', 'contract', 'delivery', 'payment'],
        ...['criteria', 'agencyFee', 'credit'],
      ],
    ],
  ])
})

describe('what some kinds of trade ask for first', () => {
  rulesState([
    [provincialPlatform, '《疫苗管理法》第三十二条', 'provincialPlatform'],
    [equipmentLicence, '《医疗器械监督管理条例》第四十八条', 'licence'],
  ])
})
