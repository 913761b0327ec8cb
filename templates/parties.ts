/** What the two laws call those who take part in a tender: T in tenders of works, G in purchases. */
export const PARTIES = {
  T: {
    ...{ tenderer: '招标人', agent: '招标代理机构', supervisor: '行政监督部门', representative: '招标人代表' },
    estimate: '估算价',
  },
  G: {
    ...{ tenderer: '采购人', agent: '采购代理机构', supervisor: '监督管理部门', representative: '采购人代表' },
    estimate: '预算金额',
  },
} as const
