// One rule for each address that the app may come from. There is no rule 0.0.0.0, which would let in every customer of Azure.
param serverName string
param addresses array

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' existing = {
  name: serverName
}

@batchSize(1)
resource rules 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2025-08-01' = [for address in addresses: {
  parent: server
  name: 'app-${replace(address, '.', '-')}'
  properties: {
    startIpAddress: address
    endIpAddress: address
  }
}]
