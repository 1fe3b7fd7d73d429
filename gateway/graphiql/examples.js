// One tab a reader: what each of them would ask first. The first line names who to ask as.
const QUERIES = [
  `# as: district
# A district office: every school at a glance, out of four services.
query SchoolsAtAGlance {
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
  `# as: ministry
# The ministry: page by page, the next one after: endCursor.
query SchoolsPageByPage($after: String) {
  schools(first: 5, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { nationalCode name(locale: "ru") kind district { name region { name } } }
  }
}
`,
  `# as: director
# A director: the own school, its staff and its classes.
query MySchool {
  schools(first: 1) {
    nodes {
      name
      staff { displayName }
      classes { grade letter studentCount capacity classTeacher { displayName } }
    }
  }
}
`,
  `# as: guardian
# A parent: who am I here? MyChildren asks for the id after "guardian:".
query WhoAmI {
  viewer { grants persons }
}
`,
  `# as: guardian
# A parent: my children. Another parent's id answers null, as if there were nobody.
query MyChildren($guardian: ID!) {
  guardian(id: $guardian) {
    wards { displayName class { grade letter } currentEnrolment { enrolledOn } school { name } }
  }
}
`,
  `# as: nobody
# Anybody: what is here.
query WhatIsHere {
  __schema {
    queryType { fields { name description } }
  }
}
`,
];

export const EXAMPLES = QUERIES.map((query) => ({ query }));
