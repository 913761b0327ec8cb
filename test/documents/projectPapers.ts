import type { Paper } from '../../templates/layout.ts'
import { projectRegistration } from '../../templates/projectRegistration.ts'
import { tenderPlan } from '../../templates/tenderPlan.ts'

const attestation = { centre: '滨海市公共资源交易中心', verify: 'https://yangguang.example/verify/BD-2026-0001' }
const at = Date.parse('2026-03-02T09:30:00+08:00')
const code = 'E4501000001000001'

const registered = {
  ...attestation,
  ...{ code, tendering: `${code}001`, address: '滨江区政通路 1 号', contact: '周宁 0771-5550101', registeredAt: at },
  ...{ place: '滨江区', funds: '财政资金', investment: { figures: '9,000,000.00 元', capitals: '玖佰万元整' } },
  ...{ agent: '滨海中正咨询有限公司（914501007654321098）', mandatory: true },
}

const planned = { ...attestation, code, version: 1, publishedAt: at, remark: '' }

/** What a project is registered and announced with, by either law. */
export const project: Record<string, Paper> = {
  registration: projectRegistration({
    ...registered,
    ...{ track: 'T', name: '滨江区实验中学迁建工程', type: '工程建设：房屋建筑和市政', owner: '滨江区教育局' },
    ...{ approval: '审批 滨发改〔2026〕7号，滨江区发展和改革局，2026-01-15', approvedAs: '邀请招标，委托招标' },
    supervisor: '滨江区住房和城乡建设局',
    sections: [{ code: `${code}001001`, name: '施工', kind: '施工', estimate: '9,000,000.00 元', deal: null }],
  }),
  purchaseRegistration: projectRegistration({
    ...registered,
    ...{ track: 'G', name: '滨江区学校电脑', type: '政府采购：货物', owner: '滨江区教育局' },
    ...{ supervisor: '滨江区财政局', budgetItem: '2026-教育信息化-03', division: '预算调整后追加，批复另附。' },
    sections: [{ code: `${code}001001`, name: '电脑一批', kind: '货物', estimate: '9,000,000.00 元', deal: null }],
  }),
  plan: tenderPlan({
    ...planned,
    ...{ track: 'T', name: '滨江区实验中学迁建工程', owner: '滨江区教育局', type: '工程建设：房屋建筑和市政' },
    sections: [{ name: '施工', content: '教学楼一栋', estimate: '9,000,000.00 元', month: '2026-05' }],
  }),
  intention: tenderPlan({
    ...planned,
    ...{ track: 'G', name: '滨江区学校电脑', owner: '滨江区教育局', type: '政府采购：货物' },
    sections: [{ name: '电脑一批', content: '台式电脑三百台', estimate: '9,000,000.00 元', month: '2026-12' }],
  }),
}
