// One tab a reader: what each of them would ask first.
export const EXAMPLES = [
  {
    query: `# A district office: every school at a glance. Ask as "district".
{
  district(code: "sergokala") {
    name
    schools(first: 50) {
      totalCount
      nodes {
        name
        studentCount
        staffCount
        devices { desktops laptops tablets interactiveBoards withInternet }
        connectivity { downMbps }
      }
    }
  }
}
`,
  },
  {
    query: `# Anybody: what is here.
{
  __schema {
    queryType { fields { name description } }
  }
}
`,
  },
];
